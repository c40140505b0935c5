package dev.rehearsal.determinism.canary;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging from a handler. */
final class LoggerCall {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerCall.class);

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            LOG.debug("poked {}", number); // leak
            return "" + number;
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            System.out.print("");
            return "" + number;
        }
    }

    private LoggerCall() {}
}
