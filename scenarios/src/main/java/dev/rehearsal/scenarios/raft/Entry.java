package dev.rehearsal.scenarios.raft;

/**
 * One entry of the replicated log.
 *
 * @param term of the leader that made it; with its index it names the entry (dissertation, 3.5)
 */
record Entry(int term, Command command) {
    @Override
    public String toString() {
        return term + ":" + command;
    }
}
