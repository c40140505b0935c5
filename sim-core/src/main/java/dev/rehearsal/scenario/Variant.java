package dev.rehearsal.scenario;

/**
 * A planted bug.
 *
 * @param name lower case with hyphens
 * @param summary one line: what is wrong
 */
public record Variant(String name, String summary) {}
