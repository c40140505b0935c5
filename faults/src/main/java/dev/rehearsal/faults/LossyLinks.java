package dev.rehearsal.faults;

/**
 * A link, in one direction, loses a share of its messages for the whole run: a failing port or
 * cable.
 *
 * @param rate for each ordered pair of nodes; usually 0.2
 * @param lossRate for each message on such a link; usually 0.3
 */
public record LossyLinks(double rate, double lossRate) implements OfMessages {

    /** Refuses what is no probability. */
    public LossyLinks {
        Options.requireRate("rate", rate);
        Options.requireRate("lossRate", lossRate);
    }

    @Override
    public String label() {
        return "lossy-link";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (message, key, _, decision) -> {
            if (Scene.chance(scene.ofLink(scene.link(message)).bits(), 0, rate)
                    && Scene.chance(purpose, key, lossRate)) {
                decision.drop(label());
            }
        };
    }
}
