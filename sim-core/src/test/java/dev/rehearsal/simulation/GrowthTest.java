package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Proxy;

/** Every so many steps as many actors are measured, however many there are. */
class GrowthTest {

    /** How many parts the state of the last actor has; those of the others have one. */
    private int last = 1;

    private int looks;

    private View world(int actors) {
        return (View)
                Proxy.newProxyInstance(
                        View.class.getClassLoader(),
                        new Class<?>[] {View.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "actors" -> actors;
                                    case "path" -> "s" + arguments[0];
                                    case "state" -> {
                                        looks++;
                                        yield (int) arguments[0] == actors - 1
                                                ? Vector.fill(last, "x")
                                                : "x";
                                    }
                                    default -> throw new UnsupportedOperationException();
                                });
    }

    private static Violation measure(Growth growth, int times) {
        Violation found = null;
        for (int time = 1; time <= times && found == null; time++) {
            found = growth.after((long) time * Growth.EVERY, 0);
        }
        return found;
    }

    private static Growth growth(View world) {
        return new Growth(Cluster.builder().build(), world);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Growth.AT_ONCE, 300, 100_000})
    void oneMeasurement_ofAnyNumberOfActors_looksAtNoMoreThanItMay(int actors) {
        measure(growth(world(actors)), 1);

        assertEquals(Math.min(actors, Growth.AT_ONCE), looks);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Growth.AT_ONCE, 300})
    void stateThatGrowsFromRoundToRound_amongAnyNumberOfActors_isALeak(int actors) {
        int round = (actors + Growth.AT_ONCE - 1) / Growth.AT_ONCE;
        Growth growth = growth(world(actors));
        Violation found = null;
        for (int n = 0; n < 32 && found == null; n++) {
            last = 10 + n;
            found = measure(growth, round);
        }

        assertNotNull(found);
        assertEquals("memory-is-bounded/leak/s" + (actors - 1), found.signature());
    }

    @Test
    void stateThatStaysAsItIs_amongMany_isNone() {
        assertNull(measure(growth(world(300)), 3 * 64));
    }

    @Test
    void stateOfTooManyParts_amongMany_isFoundWhenItIsMeasured() {
        last = Growth.PARTS_MAX + 1;

        Violation found = measure(growth(world(300)), 3);

        assertNotNull(found);
        assertEquals("memory-is-bounded/size/s299", found.signature());
    }
}
