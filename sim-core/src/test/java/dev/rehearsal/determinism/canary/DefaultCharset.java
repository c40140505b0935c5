package dev.rehearsal.determinism.canary;

import java.nio.charset.StandardCharsets;

/** Bytes in the charset of the machine. */
final class DefaultCharset {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return "" + "é".getBytes().length; // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + "é".getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private DefaultCharset() {}
}
