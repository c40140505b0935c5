package dev.rehearsal.determinism.canary;

import java.security.SecureRandom;
import java.util.Random;

/** Random numbers of the operating system. */
final class SecureRandomBytes {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            SecureRandom random = new SecureRandom(); // leak
            return "" + random.nextLong(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + new Random(number).nextLong();
        }
    }

    private SecureRandomBytes() {}
}
