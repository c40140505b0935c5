package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.Difference;
import dev.rehearsal.value.NotAValueException;

import org.jspecify.annotations.Nullable;

/**
 * Runs each handler once more, in a turn whose effects nobody performs, and tells the observer how
 * it differs from the first.
 *
 * <p>The second run sees what the first saw: no effect has been performed yet, so disk, clock and
 * who is alive are the same. It leaves nothing behind but the numbers of paths that only it spawned
 * at.
 *
 * <p>Compared are the class of what was thrown, the proposed state, and the effects one by one. Of
 * a spawned actor only the class counts: its configuration may be code, which has no equality.
 */
final class SecondRun {

    /** A message as it is compared. */
    private record Sent(String to, int incarnation, Object message) {}

    /** A timer as it is compared. */
    private record Armed(Object message, long afterNanos) {}

    /** A spawned actor as it is compared. */
    private record Spawned(Object child, String actor, boolean linked) {}

    /** A disk operation as it is compared: its bytes are told by their fingerprint. */
    private record Operated(String operation, String file, long fingerprint) {}

    private final World world;
    private final Observer observer;
    private final Turn again;

    SecondRun(World world, Observer observer) {
        this.world = world;
        this.observer = observer;
        this.again = new Turn(world);
    }

    /** Compares a turn whose handler has run with another run of it. */
    void compare(Turn first, Slot slot, @Nullable Object message) {
        again.begin(slot, first.cause, first.sender);
        try {
            World.handle(again, slot, message);
        } catch (NotAValueException refused) {
            again.thrown = refused;
        }
        String difference = difference(first);
        again.end();
        if (difference != null) {
            observer.diverged(slot.number, asked(message), difference);
        }
    }

    /** What a handler was given, as its author knows it; null for a start. */
    private static @Nullable Object asked(@Nullable Object message) {
        return message instanceof Action.Invoke invoke ? invoke.operation() : message;
    }

    private @Nullable String difference(Turn first) {
        int common = Math.min(first.issued(), again.issued());
        for (int i = 0; i < common; i++) {
            String different = effects(first.effect(i), again.effect(i));
            if (different != null) {
                return "effect " + (i + 1) + ": " + different;
            }
        }
        if (first.issued() != again.issued()) {
            return "effect "
                    + (common + 1)
                    + ": "
                    + (first.issued() > common ? text(first.effect(common)) : "none")
                    + ", then "
                    + (again.issued() > common ? text(again.effect(common)) : "none");
        }
        if (first.thrown != null || again.thrown != null) {
            String one = outcome(first);
            String two = outcome(again);
            return one.equals(two) ? null : "it " + one + ", then " + two;
        }
        return Difference.between(first.proposed, again.proposed)
                .map(state -> "state: " + state)
                .getOrNull();
    }

    private static String outcome(Turn turn) {
        return turn.thrown == null
                ? "returned a state"
                : "threw " + turn.thrown.getClass().getName();
    }

    private @Nullable String effects(Object one, Object two) {
        Object left = comparable(one);
        Object right = comparable(two);
        try {
            return Difference.between(left, right).map(Difference::toString).getOrNull();
        } catch (NotAValueException notData) {
            boolean same = left.getClass() == right.getClass();
            return same ? null : text(one) + ", then " + text(two);
        }
    }

    private String text(Object effect) {
        return String.valueOf(comparable(effect));
    }

    private Object comparable(Object effect) {
        return switch (effect) {
            case Delivery sent ->
                    new Sent(world.path(sent.receiver()), sent.incarnation(), sent.message());
            case Firing armed -> new Armed(armed.message(), armed.afterNanos());
            case Turn.Spawn spawn ->
                    new Spawned(spawn.child(), spawn.actor().getClass().getName(), spawn.linked());
            case DiskOp operation ->
                    new Operated(
                            operation.operation().toString(),
                            operation.file(),
                            operation.fingerprint());
            default -> effect;
        };
    }
}
