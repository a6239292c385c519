# Shows what was written in both markups to Redmine, in a project with tickets, wiki pages and users that a text could be taken for. Run by .ci/trackers/run.
require 'json'
folder = ENV.fetch('FOLDER')
admin = User.find_by(login: 'admin')
admin.update(status: 1)
User.current = admin
project = Project.find_by(identifier: 'ergodiag') || Project.create!(name: 'ergodiag', identifier: 'ergodiag', is_public: true)
project.trackers = Tracker.all
project.enabled_module_names |= %w[wiki repository issue_tracking]
(20 - Issue.count).times do |i|
  Issue.create!(project: project, tracker: Tracker.first, author: admin, subject: "issue #{i}", priority: IssuePriority.first, status: IssueStatus.first)
end
wiki = project.wiki || Wiki.create!(project: project, start_page: 'Start')
%w[x Start WikiPage PaymentClient].each do |title|
  page = wiki.find_or_new_page(title)
  next unless page.new_record?

  page.content = WikiContent.new(page: page, text: 'text', author: admin)
  page.save!
end
helper = ApplicationController.helpers
{ 'textile' => 'textile', 'common_mark' => 'markdown' }.each do |markup, written|
  Setting.text_formatting = markup
  shown = Dir.glob("#{folder}/#{written}/*.txt").sort.map { |file| helper.textilizable(File.read(file), object: nil, project: project) }
  File.write("#{folder}/redmine-#{markup}.json", JSON.dump(shown))
end
