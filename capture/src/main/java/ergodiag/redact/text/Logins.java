package ergodiag.redact.text;

import java.util.List;

/** Users and their passwords side by side, in protocols and programs: {@code auth=('bob', 'x')}, {@code AUTH bob x}, {@code ACL SETUSER}. */
final class Logins implements Notation {
    private static final List<Rule> RULES = List.of(
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\bauth\\s{0,3}=\\s{0,3}\\(\\s{0,3}[\"'][^\"']{0,100}[\"']\\s{0,3},\\s{0,3}[\"'](?<s>[^\"']{1,200})[\"']"),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\bacl[\"'\\s,]{1,5}setuser\\b[^\\n]{0,200}?[\\s\"'][>#](?<s>[^\\s\"']{1,200}+)"),
            Rule.of(
                    SecretKind.PAIR,
                    "(?<![\\w-])(?i:auth)[\"']?[\\s,]{1,3}[\"']?(?:(?!with|for|as|from)[^\\s\"']{1,60}[\"']?[\\s,]{1,3}[\"']?)?(?<s>[^\\s\"',]{6,200}+)[\"']?$",
                    Values::telling));

    /** What is written with no word that is nothing but a secret: its place says it. */
    private static final List<Rule> PLACES = List.of(
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\b(?:seed|mnemonic|recovery)(?:[ _-]?phrase)?[\"']?\\s{0,9}[:=]\\s{0,9}[\"']?(?<s>(?:[a-z]{3,8} ){5,23}[a-z]{3,8})\\b"),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\b(?:login|auth|authenticate|connect|sign_?in|(?:set_?)?basic_?auth)\\s{0,3}\\(\\s{0,3}[\"'][^\"']{0,100}[\"']\\s{0,3},"
                            + "\\s{0,3}[\"'](?<s>[^\"']{1,200})[\"']",
                    Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)(?<![A-Za-z0-9])(?:log(?:in|on)|sign-?in|auth\\w{0,20}|credentials?|sasl|relayhost|logged in)\\b[^\\n]{0,60}?[\\s'\"(\\[=]"
                            + "[\\w.@+-]{1,60}[:/](?<s>[^\\s'\"/:\\\\]{6,100}+)(?=[\\s'\",;)\\]]|$)",
                    Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "\\bLOGIN\\s{1,3}\"?[^\\s\"]{1,100}\"?\\s{1,3}\"?(?<s>[^\\s\"]{4,200}+)\"?\\s*$",
                    Values::telling),
            Rule.of(SecretKind.PAIR, "(?i)\\bidentify\\s{1,3}(?<s>[^\\s\"]{4,200}+)\\s*$", Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\bsasl[ /]plain\\s{1,3}\\S{1,100}\\s{1,3}(?<s>[^\\s\"]{4,200}+)",
                    Values::telling),
            Rule.of(
                    SecretKind.COMMAND,
                    "\\b(?:echo|printf)\\s{1,3}(?:-\\w{1,3}\\s{1,3})?[\"']?(?<s>[^\\s\"'|]{4,200}+)[\"']?\\s{0,5}\\|\\s{0,5}"
                            + "(?:sudo\\s{1,3}-S|[^\\n]{0,200}?(?:--password-stdin|--passphrase-fd\\s{1,3}0|-passin\\s{1,3}stdin|--stdin)"
                            + "|(?:sudo\\s{1,3})?(?:cryptsetup|kinit|smbpasswd|passwd|openconnect|secret-tool|veracrypt|gnome-keyring-daemon)\\b)"),
            Rule.of(
                    SecretKind.COMMAND,
                    "(?<![\\w-])(?:-[uUl]|--user(?:name)?)[ =][\"']?[^\\s\"']{1,100}[\"']?\\s{1,3}-[pPw][ =][\"']?(?<s>[^\\s\"'/][^\\s\"']{3,200}+)",
                    Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\bconnect\\s{0,3}\\(\\s{0,3}[\"'][^\"']{0,100}[\"']\\s{0,3},\\s{0,3}(?:\\d{1,5}\\s{0,3},\\s{0,3})?[\"'][^\"']{0,100}[\"']\\s{0,3},"
                            + "\\s{0,3}[\"'](?<s>[^\"']{1,200})[\"']",
                    Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\buser(?:pass)?=[\\w.@-]{1,60}:(?<s>[^\\s\"'/:,;]{4,100}+)(?=[\\s\"',;)\\]]|$)",
                    Values::telling),
            Rule.of(SecretKind.ADDRESS, ":[pgks]server:[^\\s:@]{1,60}:(?<s>[^\\s@]{1,100})@"),
            Rule.of(SecretKind.ADDRESS, "/t/(?<s>[a-z]{2}-[0-9a-f]{8}-[0-9a-f-]{27})(?=/|$)"),
            Rule.of(
                    SecretKind.PAIR,
                    "(?:^|\\s)[\\w.@\"-]{1,60}\\s{1,9}\\*\\s{1,9}\"?(?<s>[^\\s\"*]{6,100}+)\"?\\s{1,9}\\*\\s*$",
                    Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\bMOVE\\s{1,9}[\"'](?<s>[^\"']{1,200})[\"']\\s{1,9}TO\\s{1,9}[\\w-]{0,60}(?:PASSW(?:OR)?D|PASS|PWD|SECRET|TOKEN|KEY)\\b"),
            Rule.of(
                    SecretKind.COMMAND,
                    "\\bsend\\s{1,3}(?:--\\s{1,3})?\"(?<s>[^\"\\\\]{4,200}+)\\\\[rn]\"",
                    Values::telling),
            Rule.of(
                    SecretKind.PAIR,
                    "(?i)\\b(?:licen[sc]e|serial|product|activation|registration)(?:[ _-]?(?:key|code|number))?[\"']?\\s{0,3}[:=]?\\s{0,3}[\"']?"
                            + "(?<s>[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,7}+)"),
            Rule.of(SecretKind.PAIR, ":\\s{0,3}(?:PSK|EAP|XAUTH|NTLM)\\s{1,9}\"(?<s>[^\"]{1,200}+)\""),
            Rule.of(SecretKind.PAIR, "\\b(?:password|secret|key)\\s{1,3}[05789]\\s{1,3}(?<s>[^\\s\"]{4,200}+)"),
            Rule.of(
                    SecretKind.PAIR,
                    "\\b(?:tacacs|radius)-server\\b[^\\n]{0,100}?\\bkey\\s{1,3}(?<s>[^\\s\"]{4,200}+)\\s*$"),
            Rule.of(
                    SecretKind.PAIR,
                    "^\\s{0,20}\\[?[\\w.-]{1,100}]?(?::\\d{1,5})?\\s{1,20}[\\w.@+-]{1,60}:(?<s>[^\\s:/]{6,100}+)\\s*$",
                    Values::telling));

    /** One of these stands in a line that any of them is about. */
    private static final List<String> MENTIONS = List.of(
            "ogin",
            "LOGIN",
            "ogon",
            "uth",
            "AUTH",
            "redential",
            "onnect(",
            "ign",
            "sasl",
            "SASL",
            "host ",
            "ogged in",
            "dentify",
            "DENTIFY",
            "echo ",
            "printf ",
            "send ",
            "icense",
            "icence",
            "erial",
            "roduct",
            "ctivation",
            "egistration",
            "seed",
            "Seed",
            "nemonic",
            "ecovery",
            ": PSK",
            ": EAP",
            ": XAUTH",
            ":PSK",
            "assword ",
            "ecret ",
            "key ",
            "-server",
            "]:",
            ":587",
            ":25 ",
            ":465",
            "-u",
            "-U ",
            "--user",
            "user=",
            "server:",
            "/t/",
            " * ",
            "MOVE ");

    /** Settings of daemons of SNMP. */
    private static final List<Rule> SNMP = List.of(
            Rule.of(
                    SecretKind.PAIR,
                    "^\\s{0,40}com2sec6?\\s{1,40}(?:-\\S{1,40}\\s{1,9}\\S{1,40}\\s{1,9})?\\S{1,100}\\s{1,40}\\S{1,100}\\s{1,40}(?<s>\\S{1,200})"),
            Rule.of(
                    SecretKind.PAIR,
                    "\\b(?:createUser|usmUser)\\b[^\\n]{0,200}?\\b(?:MD5|SHA(?:-?\\d{1,3})?|AES(?:-?\\d{1,3})?|DES)\\s{1,9}\"?(?<s>[^\\s\"]{1,200})"),
            Rule.of(
                    SecretKind.PAIR,
                    "\\b(?:createUser|usmUser)\\b[^\\n]{0,400}?\\b(?:AES(?:-?\\d{1,3})?|DES)\\s{1,9}\"?(?<s>[^\\s\"]{1,200})"),
            Rule.of(
                    SecretKind.PAIR,
                    "^\\s{0,40}(?:trapcommunity|r[ow]community6?|trap2?sink|informsink)\\s{1,40}"
                            + "(?:[\\w.-]{1,100}\\s{1,40}(?=\\S{3,100}\\s{0,9}$))?(?<s>[^\\s\"]{1,200})"));

    @Override
    public void find(String text, LineWords words, Found found) {
        if (words.strength() != Strength.NONE
                && (text.contains("auth")
                        || text.contains("AUTH")
                        || text.contains("Auth")
                        || text.contains("etuser")
                        || text.contains("ETUSER"))) {
            RULES.forEach(rule -> rule.find(text, found));
        }
        if (MENTIONS.stream().anyMatch(text::contains)) {
            PLACES.forEach(rule -> rule.find(text, found));
        }
        if (text.contains("com2sec")
                || text.contains("createUser")
                || text.contains("usmUser")
                || text.contains("community")
                || text.contains("sink")) {
            SNMP.forEach(rule -> rule.find(text, found));
        }
    }
}
