package dev.rehearsal.faults;

import static java.time.Duration.ofMillis;

import io.vavr.collection.Vector;

/** All kinds of fault with their usual options, and those of the ready profiles. */
final class Kinds {

    /** In the order of the published fault model. */
    static final Vector<Injector> ALL =
            Vector.of(
                    new Drops(0.05, 0.1),
                    new Duplicates(0.15, ofMillis(100)),
                    new Holds(0.5, ofMillis(50), 0.1),
                    new SlowLinks(0.4, ofMillis(50)),
                    new Crashes(0.2, ofMillis(20), ofMillis(2), ofMillis(40), 0.5));

    static final Vector<Injector> LOSSY =
            Vector.of(
                    new Drops(0.05, 0.1),
                    new SlowLinks(0.4, ofMillis(50)),
                    new Holds(0.5, ofMillis(50), 0.1),
                    new Duplicates(0.15, ofMillis(100)),
                    new Crashes(0.2, ofMillis(20), ofMillis(2), ofMillis(40), 0.5));

    static final Vector<Injector> HARSH =
            Vector.of(
                    new Drops(0.2, 0.5),
                    new SlowLinks(0.4, ofMillis(100)),
                    new Holds(0.5, ofMillis(200), 0.5),
                    new Duplicates(0.2, ofMillis(300)),
                    new Crashes(0.4, ofMillis(50), ofMillis(1), ofMillis(200), 0.5));

    private Kinds() {}
}
