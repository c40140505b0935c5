package dev.rehearsal.scenarios.bank;

import dev.rehearsal.scenarios.SwarmContract;

/** Money neither comes nor goes, and each way to get it wrong is found. */
class BankTest extends SwarmContract {

    BankTest() {
        super(new Bank(), 30, "forgets-what-left", "forgets-what-arrived");
    }
}
