package dev.rehearsal.jqwik;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.simulation.Strategy;

import io.vavr.collection.Vector;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.Set;

/** Generates plans. jqwik loads it; authors of tests have no use for it. */
public final class PlanProvider implements ArbitraryProvider {

    /** For jqwik. */
    public PlanProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return targetType.isOfType(Plan.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        Optional<Faults> faults = targetType.findAnnotation(Faults.class);
        ProfileSource profiles = faults.map(PlanProvider::source).orElse(Profile.LOSSY);
        Strategy strategy = faults.map(Faults::strategy).map(Strategy::parse).orElse(Strategy.TIME);
        RandomGenerator<Plan> generator =
                random -> {
                    long drawn = random.nextLong();
                    long seed = Ledger.current().flatMap(Ledger::nextSeed).getOrElse(drawn);
                    return new GeneratedPlan(Plan.of(seed, profiles.profile(seed), strategy));
                };
        return Set.of(Arbitraries.fromGenerator(generator));
    }

    private static ProfileSource source(Faults faults) {
        ProfileSource base = base(faults);
        Vector<String> overrides = Vector.of(faults.overrides());
        return seed -> overrides.foldLeft(base.profile(seed), FaultProfile::with);
    }

    private static ProfileSource base(Faults faults) {
        Class<? extends ProfileSource> from = faults.from();
        if (from == ProfileSource.class) {
            return faults.value();
        }
        try {
            Constructor<? extends ProfileSource> constructor = from.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "a source of profiles must have a constructor without arguments: from="
                            + from.getName(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "a source of profiles must be a class of which an object can be made: from="
                            + from.getName()
                            + " error="
                            + (e.getCause() == null ? e : e.getCause()),
                    e);
        }
    }
}
