package org.licensedesk.chassis.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** The RSA key that signs the tests' tokens: made once per test JVM, never stored. */
final class TestKey {
    static final String ID = "test-key";

    // system properties, because Quarkus loads this class several times and all of them must find the same key
    private static final String PRIVATE = "licensedesk.testing.private-key";
    private static final String PUBLIC = "licensedesk.testing.public-key";

    private final PrivateKey privateKey;
    private final RSAPublicKey publicKey;

    private TestKey(PrivateKey privateKey, RSAPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    static TestKey current() {
        synchronized (System.getProperties()) {
            try {
                if (System.getProperty(PRIVATE) == null) {
                    KeyPair made = make();
                    System.setProperty(
                            PRIVATE,
                            Base64.getEncoder().encodeToString(made.getPrivate().getEncoded()));
                    System.setProperty(
                            PUBLIC,
                            Base64.getEncoder().encodeToString(made.getPublic().getEncoded()));
                }
                KeyFactory rsa = KeyFactory.getInstance("RSA");
                return new TestKey(
                        rsa.generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PRIVATE)))),
                        (RSAPublicKey) rsa.generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PUBLIC)))));
            } catch (GeneralSecurityException noRsa) {
                throw new IllegalStateException("this Java has no RSA", noRsa);
            }
        }
    }

    /** A key that nobody trusts. */
    static TestKey forged() {
        try {
            KeyPair made = make();
            return new TestKey(made.getPrivate(), (RSAPublicKey) made.getPublic());
        } catch (GeneralSecurityException noRsa) {
            throw new IllegalStateException("this Java has no RSA", noRsa);
        }
    }

    private static KeyPair make() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException noRsa) {
            throw new IllegalStateException("this Java has no RSA", noRsa);
        }
    }

    /** The public half as a JSON Web Key Set. */
    String keySet() {
        return """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}""".formatted(ID, unsigned(publicKey.getModulus()), unsigned(publicKey.getPublicExponent()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
