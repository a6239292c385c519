package ergodiag.redact.text;

import java.util.List;

/** Hashes of passwords, which can be tried out: of crypt, LDAP, SCRAM, Django and Werkzeug. */
final class Hashes implements Notation {
    private static final List<Rule> RULES = List.of(
            Rule.of(
                    SecretKind.HASH,
                    "(?<s>\\$(?:1|2[abxy]?|5|6|7|8|9|y|gy|md5|sha1|apr1|argon2(?:id|i|d)?|s0|s1|scrypt|pbkdf2(?:-sha\\d{1,3})?|P|H|S)\\$[./A-Za-z0-9$=,+-]{8,400}+)"),
            Rule.of(
                    SecretKind.HASH,
                    "(?<s>\\b(?:pbkdf2[_:][a-z0-9_:]{3,20}|bcrypt(?:_sha256)?|argon2(?:id)?|scrypt[:\\d]{0,20})\\$[./A-Za-z0-9$=,+:-]{12,400}+)"),
            Rule.of(
                    SecretKind.HASH,
                    "(?<s>\\{(?i:s?sha\\d{0,3}|s?md5|crypt|smd5|pbkdf2[\\w-]{0,20}|x-[\\w-]{3,20})}[./A-Za-z0-9+=$]{8,400}+)"),
            Rule.of(
                    SecretKind.HASH,
                    "(?<s>\\bSCRAM-SHA-\\d{1,3}\\$\\d{1,9}:[A-Za-z0-9+/=]{8,200}+\\$[A-Za-z0-9+/=:]{8,400}+)"));

    @Override
    public void find(String text, LineWords words, Found found) {
        if (text.indexOf('$') >= 0 || text.indexOf('}') >= 0) {
            RULES.forEach(rule -> rule.find(text, found));
        }
    }
}
