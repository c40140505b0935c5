package dev.rehearsal.faults;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Actors that were spawned end for no reason that is in their code: a bug that nobody planted.
 * Their links hear the reason {@code injected}, as they would hear that of the bug; {@code killed}
 * is for whoever was sent a {@code kill}. Only where the cluster declares that whoever ends is
 * started again.
 *
 * @param whom which actors
 * @param rate for each span; usually 0.2
 * @param span usually 100 ms
 */
public record Kills(Whom whom, double rate, Duration span) implements OfIncidents {

    private static final long SOON_NANOS = 2_000;

    /** Which actors. */
    public enum Whom {
        /** One that has no children. */
        WORKER("kill"),
        /** One that has children, and a parent. */
        SUPERVISOR("kill-supervisor"),
        /** One, and 2 µs later, while it is started again, a sibling. */
        SIBLINGS("kill-sibling");

        private final String label;

        Whom(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public Kills {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return whom.label;
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        if (!scene.cluster().exits()) {
            return Vector.empty();
        }
        ExitReason reason = new ExitReason.Because("injected");
        return whom == Whom.SIBLINGS
                ? scene.series(
                        Vector.of(label()),
                        rate,
                        span,
                        whom.ordinal(),
                        2,
                        Duration.ofNanos(SOON_NANOS),
                        (name, slot, at, _) -> new Departure.Kill(name, slot, at, reason))
                : scene.slots(
                        Vector.of(label()),
                        rate,
                        span,
                        whom.ordinal(),
                        (name, slot, at, _) -> new Departure.Kill(name, slot, at, reason));
    }

    @Override
    public @Nullable String victim(
            Departure.Kill kill, Vector<String> living, Draw draw, @Nullable String before) {
        Vector<String> children =
                living.filter(path -> living.contains(String.valueOf(Scene.parent(path))));
        Vector<String> some =
                switch (whom) {
                    case WORKER -> children.filter(path -> !isParent(path, living));
                    case SUPERVISOR -> children.filter(path -> isParent(path, living));
                    case SIBLINGS ->
                            kill.slot() % 2 == 0 || before == null
                                    ? children.filter(path -> hasSibling(path, children))
                                    : children.filter(path ->
                                            !path.equals(before)
                                                    && String.valueOf(Scene.parent(path))
                                                            .equals(Scene.parent(before)));
                };
        return some.isEmpty() ? null : some.get(draw.below(some.size()));
    }

    private static boolean isParent(String path, Vector<String> living) {
        return living.exists(other -> path.equals(Scene.parent(other)));
    }

    private static boolean hasSibling(String path, Vector<String> children) {
        return children.exists(other ->
                !other.equals(path)
                        && String.valueOf(Scene.parent(other)).equals(Scene.parent(path)));
    }
}
