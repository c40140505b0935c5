package dev.rehearsal.faults;

import dev.rehearsal.draw.Draw;
import dev.rehearsal.value.Damage;

/**
 * The {@link dev.rehearsal.value.Bytes} that a message carries arrive damaged: one bit turned over,
 * or the end missing. What no checksum of the network has caught. Messages without bytes are left
 * alone.
 *
 * @param rate for each message between nodes that carries bytes; usually 0.05
 * @param cutRate how often the end is missing, else a bit is turned over; usually 0.25
 */
public record Corruptions(double rate, double cutRate) implements OfMessages {

    /** Refuses what is no probability. */
    public Corruptions {
        Options.requireRate("rate", rate);
        Options.requireRate("cutRate", cutRate);
    }

    @Override
    public String label() {
        return "corrupt";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (message, key, _, decision) -> {
            long size = Scene.chance(purpose, key, rate) ? Damage.size(message.message()) : 0;
            if (size > 0) {
                Draw own = scene.draw().in("what").in(key);
                Damage damage =
                        own.in("cut").chance(cutRate)
                                ? new Damage.Cuts(own.in("at").below(size))
                                : new Damage.Flips(own.in("bit").below(Byte.SIZE * size));
                decision.corrupt(damage, label());
            }
        };
    }
}
