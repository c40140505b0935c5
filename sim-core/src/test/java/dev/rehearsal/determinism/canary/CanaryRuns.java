package dev.rehearsal.determinism.canary;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.determinism.Repertoire;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

/** The canaries by name: {@code NanoTime leaking}, {@code NanoTime healthy}. */
public final class CanaryRuns implements Repertoire {

    /** The name of the run of a canary or its twin. */
    public static String name(Canaries.Row row, boolean leaking) {
        return row.name() + (leaking ? " leaking" : " healthy");
    }

    @Override
    public Run run(String name) {
        String[] words = name.split(" ");
        Canaries.Row row = Canaries.ALL.find(known -> known.name().equals(words[0])).get();
        Canary canary = words[1].equals("leaking") ? row.leaking() : row.healthy();
        return Simulation.of(new Alone(canary).settings())
                .with(Simulation.Options.DEFAULT.verbose())
                .run(Vector.empty(), Adversary.CALM);
    }
}
