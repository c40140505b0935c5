package dev.rehearsal.check;

/**
 * What may happen to a system of actors while its states are searched.
 *
 * @param network how messages wait
 * @param dropsMax how many messages may be lost in total; {@link #UNLIMITED}
 * @param crashesMax how often nodes may crash in total; {@link #UNLIMITED}
 * @param downMax how many nodes may be down at once
 * @param recorded whether the whole history is part of a state, and not only what it leaves
 *     possible
 */
public record Trouble(
        Network network, int dropsMax, int crashesMax, int downMax, boolean recorded) {

    /** As often as it likes; how often is no part of a state. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Nothing but the order of messages. */
    public static final Trouble NONE = new Trouble(Network.UNORDERED, 0, 0, 0, false);

    /** Refuses negative numbers. */
    public Trouble {
        if (dropsMax < 0 || crashesMax < 0 || downMax < 0) {
            throw new IllegalArgumentException(
                    "limits must be at least 0: dropsMax="
                            + dropsMax
                            + " crashesMax="
                            + crashesMax
                            + " downMax="
                            + downMax);
        }
    }

    /** With another network. */
    public Trouble over(Network other) {
        return new Trouble(other, dropsMax, crashesMax, downMax, recorded);
    }

    /** With at most so many messages lost. */
    public Trouble drops(int max) {
        return new Trouble(network, max, crashesMax, downMax, recorded);
    }

    /** With at most so many crashes, and so many nodes down at once. */
    public Trouble crashes(int max, int down) {
        return new Trouble(network, dropsMax, max, down, recorded);
    }

    /** With the whole history as part of a state. */
    public Trouble recording() {
        return new Trouble(network, dropsMax, crashesMax, downMax, true);
    }

    /** Whether a message can be delivered again. */
    public boolean repeats() {
        return network == Network.UNORDERED_DUPLICATING;
    }

    /** Whether anything can go wrong. */
    boolean isAny() {
        return dropsMax > 0 || crashes() || repeats();
    }

    boolean crashes() {
        return crashesMax > 0 && downMax > 0;
    }
}
