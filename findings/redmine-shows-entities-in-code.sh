#!/usr/bin/env bash
# Redmine 5.0.4 (Debian's package), Textile: a numeric entity is a character in a sentence and six characters in code.
#
# Expected from memory: Textile passes HTML entities on, so that "&#35;12", the way to write #12 without a link to a ticket, can be written anywhere.
# Seen: in a sentence "&#35;12" is passed on, within <code> and </code> its "&" is escaped, so that people read "&#35;12"; what stands there is to be
# written as it is, "#12". A program that escapes first and marks code afterwards shows people its escapes.
#
# Needs: Debian 12 or a derivate (apt-get, dpkg-deb) and Ruby. Ends with 0 when seen as told, 1 when not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq redmine=5.0.4-5+deb12u1 2>download.txt || { cat download.txt; exit 1; }
dpkg-deb -x redmine_*.deb .
cat > code.rb <<'R'
require 'cgi'
class Object; def present?; !(respond_to?(:empty?) ? empty? : !self); end; def blank?; !present?; end; end
module Redmine; module Helpers; module URL; end; end; end
require './usr/share/redmine/lib/redmine/wiki_formatting/textile/redcloth3'
puts RedCloth3.new('see &#35;12 and <code>&#35;12</code>').to_html
R
seen=$(ruby code.rb)
printf '%s\n' "$seen"
expected='<p>see &#35;12 and <code>&amp;#35;12</code></p>'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed'; exit 1; }
