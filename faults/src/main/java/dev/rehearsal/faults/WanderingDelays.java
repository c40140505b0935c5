package dev.rehearsal.faults;

import dev.rehearsal.draw.Draw;

import java.time.Duration;

/**
 * The latency of a link walks at random: load that comes and goes.
 *
 * @param rate for each ordered pair of nodes, for the whole run; usually 0.5
 * @param span how often the latency changes; usually 20 ms
 * @param step how much it changes at the most; usually 5 ms
 * @param max the most that it grows by; usually 50 ms
 */
public record WanderingDelays(double rate, Duration span, Duration step, Duration max)
        implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public WanderingDelays {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("step", step);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return "delay-wander";
    }

    @Override
    public Part messages(Scene scene) {
        int slots = scene.slots(span) + 1;
        long length = span.toNanos();
        long[][] walks = new long[scene.nodes() * scene.nodes()][];
        return (message, _, now, decision) -> {
            int link = scene.link(message);
            long[] walk = walks[link];
            if (walk == null) {
                walk = walk(scene.ofLink(link), slots);
                walks[link] = walk;
            }
            if (walk.length > 0) {
                decision.delay(walk[(int) (now / length)], label());
            }
        };
    }

    private long[] walk(Draw link, int slots) {
        if (!link.in("whether").chance(rate)) {
            return new long[0];
        }
        long[] walk = new long[slots];
        long width = 2 * step.toNanos() + 1;
        long here = 0;
        for (int slot = 0; slot < slots; slot++) {
            here += link.in(slot).below(width) - step.toNanos();
            here = Math.clamp(here, 0, max.toNanos());
            walk[slot] = here;
        }
        return walk;
    }
}
