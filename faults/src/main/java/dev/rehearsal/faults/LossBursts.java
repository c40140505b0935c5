package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A link, in one direction, loses most of its messages for a while: losses come in bursts.
 *
 * <p>Source: the channel of Gilbert and Elliott.
 *
 * @param rate for each ordered pair of nodes and span; usually 0.05
 * @param span usually 20 ms
 * @param lossRate for each message on such a link in such a span; usually 0.8
 */
public record LossBursts(double rate, Duration span, double lossRate) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public LossBursts {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRate("lossRate", lossRate);
    }

    @Override
    public String label() {
        return "loss-burst";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        long length = span.toNanos();
        return (message, key, now, decision) -> {
            long link = scene.ofLink(scene.link(message)).bits();
            if (Scene.chance(link, now / length, rate) && Scene.chance(purpose, key, lossRate)) {
                decision.drop(label());
            }
        };
    }
}
