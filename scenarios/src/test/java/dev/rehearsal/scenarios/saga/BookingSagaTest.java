package dev.rehearsal.scenarios.saga;

import dev.rehearsal.scenarios.SwarmContract;

/** Sagas are whole or undone, and each way to get it wrong is found. */
class BookingSagaTest extends SwarmContract {

    BookingSagaTest() {
        super(
                new BookingSaga(),
                40,
                "compensation-repeats",
                "timeout-is-failure",
                "orchestrator-forgets");
    }
}
