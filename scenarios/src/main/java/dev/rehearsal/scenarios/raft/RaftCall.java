package dev.rehearsal.scenarios.raft;

/** What clients ask: of the keys, or of the cluster itself. */
sealed interface RaftCall {

    /** Something about one key. */
    sealed interface OfKey extends RaftCall {
        String key();
    }

    /**
     * The value; 0 when nobody has put one.
     *
     * @param leased whether a leader may answer that trusts in its lease (6.4.1)
     */
    record Get(String key, boolean leased) implements OfKey {
        @Override
        public String toString() {
            return (leased ? "leased get " : "get ") + key;
        }
    }

    /** Replace the value. */
    record Put(String key, int value) implements OfKey {
        @Override
        public String toString() {
            return "put " + key + " " + value;
        }
    }

    /** Add to the value, and say what it is now. */
    record Add(String key, int number) implements OfKey {
        @Override
        public String toString() {
            return "add " + key + " " + number;
        }
    }

    /** Something about the cluster; what it does is nothing that the keys could tell. */
    sealed interface OfCluster extends RaftCall {}

    /** Let a server vote from now on (4.1). */
    record AddServer(String server) implements OfCluster {
        @Override
        public String toString() {
            return "add server " + server;
        }
    }

    /** Let a server vote no longer (4.1). */
    record RemoveServer(String server) implements OfCluster {
        @Override
        public String toString() {
            return "remove server " + server;
        }
    }

    /** Make a server the leader (3.10). */
    record TransferLeadership(String server) implements OfCluster {
        @Override
        public String toString() {
            return "transfer to " + server;
        }
    }
}
