package dev.rehearsal.determinism.canary;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The order of Set.of, taken out of a container. */
final class SaltedInContainer {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return Optional.of(Set.of("a", "b", "c", "d", "e", "f"))
                    .map(Object::toString)
                    .orElse("");
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Optional.of(List.of("a", "b", "c", "d", "e", "f"))
                    .map(Object::toString)
                    .orElse("");
        }
    }

    private SaltedInContainer() {}
}
