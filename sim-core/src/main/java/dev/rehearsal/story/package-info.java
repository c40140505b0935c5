/**
 * A run in words that a person reads.
 *
 * <p>Inside: {@link dev.rehearsal.story.StoryText}, a traced run as sentences. Deliberately not
 * here: pictures, which package {@code diagram} draws, and the reports that hold both.
 *
 * <p>Read {@link dev.rehearsal.story.StoryText} first.
 */
@NullMarked
package dev.rehearsal.story;

import org.jspecify.annotations.NullMarked;
