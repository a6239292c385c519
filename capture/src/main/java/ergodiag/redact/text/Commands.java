package ergodiag.redact.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/** Command lines of well-known programs whose options do not say what they hold: {@code curl -u user:password}, {@code mysql -ppassword}. */
final class Commands {
    /** Between two words of a command line, also where it is printed as a list. */
    private static final String GAP = "[\\s\"',\\[\\]]{1,10}";

    private static final String VALUE = "(?<s>(?<=\")[^\"]{1,400}|(?<=')[^']{1,400}|[^\\s\"',\\]|;]{1,400})";

    private Commands() {}

    /** The programs, and what stands before the secret. */
    private enum Command {
        MYSQL(
                "mysql mysqldump mysqladmin mysqlimport mysqlsh mycli mariadb mariadb-dump mariadb-admin mysqlpump",
                "-p"),
        SEVEN_ZIP("z za zr rar unrar", "-p"),
        SSHPASS("sshpass", "-p\\s{0,5}"),
        CURL("curl", "(?:-u|-U|--user|--proxy-user)[ =]?[\"'\\s,]{0,5}[^\\s:\"',]{0,200}:"),
        CURL_QUOTED(
                "curl",
                "(?:-u|-U|--user|--proxy-user)[ =]?(?:'[^:']{0,200}:(?=[^']{1,400}')|\"[^:\"]{0,200}:(?=[^\"]{1,400}\"))",
                "(?<s>[^\"']{1,400})"),
        HTTPIE("http https httpie xh", "(?:-a|--auth)[ =][\"'\\s,]{0,5}[^\\s:\"',]{0,200}:"),
        LOGIN(
                "docker podman nerdctl buildah skopeo helm crane oras az oc argocd twine",
                "(?:login|upload)[^|;&\\n]{0,300}?" + GAP + "-p" + GAP),
        REDIS("redis-cli valkey-cli keydb-cli", "-a" + GAP),
        LDAP("ldapsearch ldapmodify ldapadd ldapwhoami ldapdelete ldappasswd ldapcompare", "-w" + GAP),
        LDAP_NEW("ldappasswd", "-[sa]" + GAP),
        MONGO(
                "mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat cqlsh cassandra-cli nodetool influx rdesktop",
                "-p" + GAP),
        MONGO_GLUED("mongo mongosh rdesktop", "-p(?=[^\\s-])"),
        SQLCMD("sqlcmd bcp isql osql tsql mosquitto_pub mosquitto_sub zip unzip ipmitool", "-P" + GAP),
        SQLCMD_GLUED("sqlcmd bcp isql osql ipmitool zip", "-P(?=[^\\s-])"),
        SMB("smbclient smbget rpcclient net", "-U" + GAP + "[^\\s%\"']{1,100}%"),
        SNMP("snmpwalk snmpget snmpset snmpbulkwalk snmpgetnext snmptable snmptrap", "-[cAX]" + GAP),
        OPENSSL("openssl", "(?:-passin|-passout|-pass)" + GAP + "(?:pass:)"),
        OPENSSL_KEY("openssl", "-[kK]" + GAP),
        HTPASSWD(
                "htpasswd",
                "-[A-Za-z]{0,4}b[A-Za-z]{0,4}" + GAP + "[^\\s\"',]{1,200}" + GAP + "[^\\s\"',]{1,100}" + GAP),
        HTPASSWD_OUT("htpasswd", "-[A-Za-z]{0,4}(?:nb|bn)[A-Za-z]{0,4}" + GAP + "[^\\s\"',]{1,200}" + GAP),
        VAULT("vault", "login" + GAP + "(?:token=)?(?!-)"),
        RABBIT("rabbitmqctl", "(?:add_user|change_password|authenticate_user)" + GAP + "[^\\s\"',]{1,100}" + GAP),
        NET_USER("net", "user" + GAP + "[^\\s\"',]{1,100}" + GAP + "(?=\\S{4,200}\\s{1,5}/)"),
        LFTP("lftp ncftp", "-u" + GAP + "[^\\s,\"']{1,100},"),
        FREERDP("xfreerdp wfreerdp freerdp", "/p:"),
        CHPASSWD(
                "echo printf",
                "[\"']?[\\w.-]{1,64}:(?=[^\\s\"'|]{4,100}[\"']?\\s{0,5}\\|\\s{0,5}(?:sudo\\s{1,5})?chpasswd)"),
        WPA("wpa_passphrase", "(?:\"[^\"]{1,64}\"|\\S{1,64})\\s{1,5}"),
        BUNDLE(
                "bundle bundler",
                "config" + GAP + "(?:(?:set|--\\w+)" + GAP + "){0,3}[^\\s\"',]{1,200}" + GAP + "[\\w.@-]{1,100}:"),
        POETRY("poetry", "http-basic\\.[^\\s\"',]{1,200}" + GAP + "[^\\s\"',]{1,100}" + GAP),
        ETCD("etcdctl", "--user[= ]\"?[^\\s:\"']{1,100}:"),
        SSH_KEYGEN("ssh-keygen", "-[NP]" + GAP),
        SECRET_STORES(
                "bw conjur lpass akeyless infisical",
                "(?:login|unlock)[^|;&\\n]{0,200}?" + GAP + "(?:-p" + GAP + "|[^\\s\"',@-]{1,60}@[^\\s\"',]{1,60}" + GAP
                        + ")"),
        SECRET_STORE_UNLOCK("bw", "unlock" + GAP),
        NET_USE("net", "use" + GAP + "(?:\\w:" + GAP + ")?\\\\\\\\[^\\s\"']{1,200}" + GAP + "(?![/*])"),
        KEYVAULT(
                "az gcloud aws",
                "[^|;&\\n]{0,200}?(?:secret|keyvault)[^|;&\\n]{0,200}?(?:--value|--secret-string|--data)[ =]"),
        POWERSHELL("ConvertTo-SecureString", "(?:-String\\s{1,5})?"),
        NATS("nats nats-pub nats-sub", "--creds-inline" + GAP),
        KUBE_LITERAL("kubectl oc", "--from-literal[= ][\"']?[\\w.-]{1,100}="),
        AWS("aws", "configure" + GAP + "set" + GAP + "[\\w.]{0,60}(?:secret|token)[\\w.]{0,60}" + GAP),
        BORG("chpasswd passwd", "<<<\\s{0,3}[\"']?[\\w.-]{1,64}:");

        private final Set<String> programs;
        private final Rule rule;

        Command(String programs, String option) {
            this(programs, option, VALUE);
        }

        Command(String programs, String option, String value) {
            this.programs = Set.of(programs.split(" "));
            String names = Arrays.stream(programs.split(" "))
                    .map(name -> name.replace("-", "\\-"))
                    .collect(Collectors.joining("|"));
            this.rule = Rule.of(
                    SecretKind.COMMAND,
                    "(?<![A-Za-z_.-])(?:" + names + ")(?:\\.exe)?(?![\\w.])[^|;&\\n]{0,400}?" + GAP + option
                            + "(?:[\"'](?=[^\\s]))?" + value,
                    said -> !said.startsWith("-") && Values.hides(said));
        }
    }

    /** All of the programs. */
    static final Set<String> PROGRAMS = Arrays.stream(Command.values())
            .flatMap(command -> command.programs.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Adds the secrets of command lines in which these programs stand. */
    static void find(String text, Set<String> programs, Found found) {
        for (Command command : Command.values()) {
            boolean optionOfHttp = command != Command.HTTPIE || text.contains("-a");
            if (optionOfHttp && !Collections.disjoint(command.programs, programs)) {
                command.rule.find(text, found);
            }
        }
    }
}
