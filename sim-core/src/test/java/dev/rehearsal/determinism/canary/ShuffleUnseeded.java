package dev.rehearsal.determinism.canary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A shuffle with a generator of its own. */
final class ShuffleUnseeded {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            List<Integer> cards = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
            Collections.shuffle(cards); // leak
            return cards.toString();
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            List<Integer> cards = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
            Collections.shuffle(cards, new Random(number));
            return cards.toString();
        }
    }

    private ShuffleUnseeded() {}
}
