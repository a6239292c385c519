# Serves a Redmine whose database and files are in FOLDER, with REST, a project and a key; port and key go to FOLDER/redmine, requests to FOLDER/access.log. Run by
# .ci/trackers/send.
require 'rack/handler/webrick'
folder = ENV.fetch('FOLDER')
Attachment.storage_path = "#{folder}/files"
admin = User.find_by(login: 'admin')
admin.update(status: 1, must_change_passwd: false)
User.current = admin
Setting.rest_api_enabled = '1'
project = Project.find_by(identifier: 'ops') || Project.create!(name: 'Operations', identifier: 'ops', is_public: true)
project.trackers = Tracker.all
project.enabled_module_names |= %w[issue_tracking]
log = File.open("#{folder}/access.log", 'a').tap { |file| file.sync = true }
server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: 0, AccessLog: [[log, '%m %U %s']], Logger: WEBrick::Log.new(File::NULL))
server.mount('/', Rack::Handler::WEBrick, Rails.application)
File.write("#{folder}/redmine.new", "#{server.listeners.first.addr[1]} #{admin.api_key}\n")
File.rename("#{folder}/redmine.new", "#{folder}/redmine")
trap('TERM') { server.shutdown }
server.start
