package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rehearsal.actor.ActorRef;

import io.vavr.collection.Seq;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

class ClosedTest {

    private enum Colour {
        RED
    }

    private sealed interface Phase {
        record Idle() implements Phase {}

        record Busy(ActorRef<String> by, Option<Phase> before) implements Phase {}
    }

    private record Typed(
            int count,
            Colour colour,
            Phase phase,
            TreeMap<String, Vector<Phase>> log,
            Typed next) {}

    private record Open(Object anything) {}

    private record Lazy(Seq<String> perhapsAStream) {}

    private record Generic<T>(T value) {}

    private record Holder(int[] numbers) {}

    private record Deep(Vector<Holder> holders) {}

    @Test
    void typesThatCanOnlyBeImmutable_areClosed() {
        assertEquals(true, Closed.isClosed(Typed.class));
        assertEquals(true, Closed.isClosed(Phase.class));
        assertEquals(true, Closed.isClosed(Integer.class));
    }

    @Test
    void typesThatMayHoldAnything_areOpen() {
        for (Class<?> open :
                new Class<?>[] {
                    Open.class,
                    Lazy.class,
                    Generic.class,
                    Holder.class,
                    Deep.class,
                    Vector.class,
                    Object.class
                }) {
            assertEquals(false, Closed.isClosed(open), open::getName);
        }
    }

    @Test
    void require_mutableValue_isRefusedWithThePath() {
        String message =
                assertThrows(
                                NotAValueException.class,
                                () -> Shape.require(new Deep(Vector.of(new Holder(new int[0])))))
                        .getMessage();
        assertEquals(
                true, message.startsWith("Deep.holders[0].numbers: int[] is mutable"), message);
        Shape.require(new Open("text"));
        assertThrows(NotAValueException.class, () -> Shape.require(new Open(new Object[0])));
    }
}
