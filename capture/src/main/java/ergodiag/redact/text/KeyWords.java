package ergodiag.redact.text;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of which the names of secrets are made, and those that turn such a name into that of something else. */
final class KeyWords {
    /** Alone, or as the end of a word: {@code dbpassword}. */
    static final Set<String> SURE =
            words("password passwords passwd passphrase passphrases passcode passcodes pwd secret secrets"
                    + " secretkey secretaccesskey privatekey privkey credential credentials cred creds psk passwort kennwort"
                    + " motdepasse mdp contrasena contraseña senha wachtwoord hasło haslo parola пароль 密码 密碼 パスワード lösenord"
                    + " passw passwrd userpass masterauth geheimnis salasana");

    /** The same for keys and tokens. */
    static final Set<String> LIKELY = words(
            "token tokens apikey apikeys apitoken accesskey accesstoken authkey authtoken cookie cookies jwt"
                    + " jwts bearer authorization pass pw otp totp masterkey signingkey encryptionkey sessionkey clientkey sharedkey"
                    + " hmackey deploykey licensekey storagekey accountkey sshkey wpakey aeskey rsakey cryptkey keytab otpauth"
                    + " connectionkey authtok puk community rocommunity rwcommunity passe secretid webhooksecret mnemonic schlüssel zugangsdaten rootpw");

    static final Set<String> MAYBE = words(
            "auth sig signature signatures hmac session sessions sid sessid sessionid jsessionid phpsessid assertion"
                    + " samlresponse samlassertion ticket seed salt sas pem license xauth webhook refresh hash"
                    + " pin cvv cvc mfa nonce");

    static final Set<String> FAINT = words("key keys code codes state data cert blob challenge verifier setuser");

    /** Before {@code key}: {@code api_key}. */
    static final Map<Strength, Set<String>> BEFORE_KEY = Map.of(
            Strength.SURE, words("private secret priv"),
            Strength.LIKELY,
                    words(
                            "api access auth encryption encrypt decryption signing sign account master license ssh client shared hmac"
                                    + " storage deploy admin service webhook session crypto aes rsa ecdsa des cipher preshared app"
                                    + " application consumer subscription functions function root bot ingest write integration"
                                    + " instrumentation jwt cookie recovery"));

    /** Before {@code pw}, written as one word. */
    static final Set<String> BEFORE_PW =
            words("bind root db admin user my ldap smtp ftp ssh http sudo proxy key store wpa guest imap mail sql");

    /** Before {@code code}, {@code phrase} and the like. */
    static final Set<String> BEFORE_CODE = words(
            "recovery backup verification auth otp security activation onetime time mfa twofactor pin seed pass setup invite");

    static final Set<String> CODE = words("code codes phrase phrases words word");

    /** Before {@code key}: a place in a table or a map, and no secret. */
    static final Set<String> INNOCENT_KEYS = words(
            "primary foreign partition routing public pub cache sort hash row shard group lookup host idempotency"
                    + " object order map index unique composite natural message event hot range search translation i18n pixel"
                    + " config registry sub label tag answer field arrow function tab hot short soft escape answer dict item");

    /** After a secret word: then the whole is about secrets, and none. */
    static final Set<String> ABOUT = words(
            "stdin policy policies length len size count counts counter counters limit limits ttl expiry expires expire expired"
                    + " expiration lifetime type types name names url urls uri endpoint endpoints path paths file files filename"
                    + " dir directory folder field fields header headers column columns cache bucket buckets refresher refresh jar"
                    + " store stores service server servers manager provider providers handler handlers validator validation reset"
                    + " resets change changes changer hint min max age history strength required enabled disabled attempts attempt"
                    + " failures failed failure errors error rotation rotations rotator rotated request requests requested issued"
                    + " used usage version versions format mode algorithm alg source ref refs reference references user users owner"
                    + " scope scopes audience issuer status state states total totals per rate budget exists present valid invalid"
                    + " updated created at template prompt go java py js md html sum checksum interval period check checks checker"
                    + " checked verified verification verify match matches mismatch missing empty sup supervisor worker workers pool"
                    + " actor process queue event events cron job jobs registry table index view page form input label placeholder"
                    + " rule rules test tests spec sharing bytes unit lock ring ids kind method location hash_algorithm rounds"
                    + " cost complexity generator parser reader writer loader source sources client duration timeout seconds ms"
                    + " need needed class struct package module not is was has error_code failcount param params parameter grant"
                    + " space board stroke word words authentication generation leak leaks scan scanner entropy mount volume helper");

    /** After a secret word: the name says as much as before. */
    static final Set<String> NEUTRAL = words(
            "prod production staging stage dev test old new previous prev current next value values data base64 b64 plain"
                    + " plaintext string str env main default backup primary secondary a b c x y z hex raw enc encrypted hash hashed"
                    + " bytes text read write live sandbox local remote db user root admin app svc rw ro key id us eu");

    /** LineWords that end like a secret word, and have nothing to do with it. */
    static final Set<String> ORDINARY = words(
            "impasse bypass compass trespass surpass encompass overpass underpass lowpass highpass bandpass multipass monkey"
                    + " turkey donkey hockey jockey whiskey multipass bypasspassword keypad nmtoken nmtokens");

    private KeyWords() {}

    static Set<String> words(String words) {
        return Arrays.stream(words.split(" ")).collect(Collectors.toUnmodifiableSet());
    }

    /** What two words say that are written as one elsewhere: {@code SAML response}. */
    static Strength glued(String word) {
        return SURE.contains(word)
                ? Strength.SURE
                : LIKELY.contains(word) ? Strength.LIKELY : MAYBE.contains(word) ? Strength.MAYBE : Strength.NONE;
    }

    /** What a single word of a name says. */
    static Strength of(String word) {
        if (ORDINARY.contains(word)) {
            return Strength.NONE;
        }
        if (endsLike(word, SURE, 4) || word.endsWith("pwd")) {
            return Strength.SURE;
        }
        if (endsLike(word, LIKELY, 5)
                || word.length() > 5 && word.endsWith("pass")
                || word.endsWith("pw") && BEFORE_PW.contains(word.substring(0, word.length() - 2))) {
            return Strength.LIKELY;
        }
        if (MAYBE.contains(word)
                || word.endsWith("sessionid")
                || word.endsWith("sessid")
                || word.endsWith("signature")) {
            return Strength.MAYBE;
        }
        return FAINT.contains(word) || word.length() > 5 && word.endsWith("key") ? Strength.FAINT : Strength.NONE;
    }

    /** Alone, or at the end of a longer word if it is not too short to be found there by chance. */
    private static boolean endsLike(String word, Set<String> words, int shortest) {
        return words.contains(word) || words.stream().anyMatch(end -> end.length() >= shortest && word.endsWith(end));
    }
}
