package dev.rehearsal.simulation;

/** Which links between nodes are cut, each in one direction. */
final class Links {

    private final int nodes;
    private final long[] since;
    private final long[] wholeAt;

    Links(int nodes) {
        this.nodes = nodes;
        since = new long[nodes * nodes];
        wholeAt = new long[nodes * nodes];
    }

    /** Cuts a link; one that is cut already stays so at least as long as it was to. */
    void cut(int from, int to, long now, long until) {
        int link = from * nodes + to;
        if (now >= wholeAt[link]) {
            since[link] = now;
        }
        wholeAt[link] = Math.max(wholeAt[link], until);
    }

    boolean isCut(int from, int to, long now) {
        return now < wholeAt[from * nodes + to];
    }

    /** Since when a link is cut, or was last. */
    long since(int from, int to) {
        return since[from * nodes + to];
    }

    /** When a link is whole again; 0 when it never was cut. */
    long wholeAt(int from, int to) {
        return wholeAt[from * nodes + to];
    }
}
