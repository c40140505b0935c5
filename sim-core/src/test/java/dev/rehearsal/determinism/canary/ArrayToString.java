package dev.rehearsal.determinism.canary;

import java.util.Arrays;

/** The text of an array, as a component of a record. */
final class ArrayToString {

    record Bytes(byte[] bytes) {}

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return new Bytes(new byte[] {1}).toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Arrays.toString(new Bytes(new byte[] {1}).bytes());
        }
    }

    private ArrayToString() {}
}
