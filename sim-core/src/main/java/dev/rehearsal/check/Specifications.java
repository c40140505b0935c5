package dev.rehearsal.check;

import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The specifications beside the world of one expander. */
final class Specifications {

    /**
     * A step that is none of a specification.
     *
     * @param from which specification, by its number
     */
    record Strayed(int from, String message) {

        long fingerprint() {
            return Fingerprint.fold(from + 1, Fingerprint.of(message));
        }
    }

    private final Situation situation;
    private final List<Refinement.Shadow<Situation>> shadows = new ArrayList<>();

    Specifications(Vector<Refinement<Situation, ?>> refinements, World world, Soup soup) {
        situation = new Situation(world, soup::forEach);
        refinements.forEach(refinement -> shadows.add(refinement.shadow()));
    }

    /** What is wrong with beginning in the world as it is; null when nothing is. */
    @Nullable Strayed begin() {
        return first(Refinement.Shadow::begin);
    }

    /** Steps go on from the world as it is. */
    void at() {
        for (Refinement.Shadow<Situation> shadow : shadows) {
            shadow.at(situation);
        }
    }

    /** What is wrong with the step to the world as it is; null when nothing is. */
    @Nullable Strayed wrong() {
        return first(Refinement.Shadow::wrong);
    }

    @FunctionalInterface
    private interface Question {
        @Nullable String of(Refinement.Shadow<Situation> shadow, Situation situation);
    }

    private @Nullable Strayed first(Question question) {
        for (int s = 0; s < shadows.size(); s++) {
            String wrong = question.of(shadows.get(s), situation);
            if (wrong != null) {
                return new Strayed(s, wrong);
            }
        }
        return null;
    }
}
