package dev.rehearsal.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * From which profile the faults of a {@link Plan} are drawn. A plan without this annotation is
 * {@link Profile#LOSSY}.
 *
 * <p>{@code @ForAll @Faults(HARSH) Plan plan}; or {@code @ForAll @Faults(from = Flaky.class) Plan
 * plan} with a profile of one's own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Faults {

    /** A ready profile. */
    Profile value() default Profile.LOSSY;

    /**
     * Options of the profile that are different, each {@code kind.option=value}: {@code
     * "drop.rate=0.3"}, {@code "pause.max=2s"}. A kind that the profile does not have is added.
     */
    String[] overrides() default {};

    /**
     * Who chooses what happens next: {@code time}, {@code random}, {@code pct:3}, {@code delay:2},
     * or {@code portfolio} for another one with each seed.
     */
    String strategy() default "time";

    /**
     * A class that makes the profile, with a constructor without arguments; it counts instead of
     * {@link #value}.
     */
    Class<? extends ProfileSource> from() default ProfileSource.class;
}
