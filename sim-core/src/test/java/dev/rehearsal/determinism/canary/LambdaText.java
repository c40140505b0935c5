package dev.rehearsal.determinism.canary;

import java.util.function.UnaryOperator;

/** The text of a lambda. */
final class LambdaText {

    record Same() implements UnaryOperator<String> {
        @Override
        public String apply(String text) {
            return text;
        }
    }

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            UnaryOperator<String> same = text -> text;
            return describe(same);
        }

        private static String describe(Object what) {
            return what + "!"; // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return describe(new Same());
        }

        private static String describe(Object what) {
            return what + "!";
        }
    }

    private LambdaText() {}
}
