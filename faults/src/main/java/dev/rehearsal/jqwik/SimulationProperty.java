package dev.rehearsal.jqwik;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A property that runs simulations: {@code @Property} with 500 tries and what a {@link Plan} needs.
 * Whoever wants another number writes {@code @Property(tries = …)}, which sets up the rest as well.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Property(
        tries = 500,
        shrinking = ShrinkingMode.FULL,
        generation = GenerationMode.RANDOMIZED,
        edgeCases = EdgeCasesMode.NONE,
        afterFailure = AfterFailureMode.PREVIOUS_SEED)
public @interface SimulationProperty {}
