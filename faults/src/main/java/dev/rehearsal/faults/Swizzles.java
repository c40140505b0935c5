package dev.rehearsal.faults;

import dev.rehearsal.decision.Point;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.value.Fingerprint;

import java.time.Duration;

/**
 * The network of some servers is clogged one server after the other and released in another order,
 * as FoundationDB does.
 *
 * @param rate for each span; usually 0.2
 * @param span usually 200 ms
 * @param share for each server, whether it is among them; usually 0.5
 */
public record Swizzles(double rate, Duration span, double share) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Swizzles {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRate("share", share);
    }

    @Override
    public String label() {
        return "swizzle";
    }

    @Override
    public Part messages(Scene scene) {
        long length = span.toNanos();
        long[] purposes = scene.ofNodes();
        long all = scene.draw().bits();
        return (message, _, now, decision) -> {
            long slot = now / length;
            if (!Scene.chance(all, slot, rate)) {
                return;
            }
            long release = 0;
            for (int actor : new int[] {message.sender(), message.receiver()}) {
                long purpose = Fingerprint.fold(purposes[scene.nodeOf(actor)], slot);
                if (!scene.isClient(actor) && Draw.unit(purpose) < share) {
                    long begin = slot * length + (long) (Scene.unit(purpose, 1) * (length / 2));
                    long end =
                            slot * length
                                    + length / 2
                                    + (long) (Scene.unit(purpose, 2) * (length / 2));
                    release = now >= begin && now < end ? Math.max(release, end) : release;
                }
            }
            if (release > now) {
                decision.hold(new Point.At(release), label());
            }
        };
    }
}
