package dev.rehearsal.scenarios.bank;

/** What clients and shards say to each other about a transfer. */
sealed interface BankMessage {

    /** A client wants money moved; the shard of the paying account is in charge. */
    record Order(Transfer transfer) implements BankMessage {}

    /** Whether the money has left the paying account, for good. */
    record Outcome(String id, boolean moved) implements BankMessage {}

    /** The money is on its way to the other account. */
    record Deposit(Transfer transfer) implements BankMessage {}

    /** It has arrived, for good. */
    record Deposited(String id) implements BankMessage {}

    /** The timer of whoever waits for that. */
    record Again(String id) implements BankMessage {}

    /**
     * Money that moves from one account to another.
     *
     * @param id its client's name and a number
     */
    record Transfer(String id, int from, int to, int amount) {
        @Override
        public String toString() {
            return id + " (" + amount + " from a" + from + " to a" + to + ")";
        }
    }
}
