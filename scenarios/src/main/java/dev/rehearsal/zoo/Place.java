package dev.rehearsal.zoo;

/**
 * Where something was measured.
 *
 * @param version of the code
 * @param machine for people
 * @param date ISO-8601
 */
public record Place(String version, String machine, String date) {}
