package dev.rehearsal.simulation;

import io.vavr.collection.Vector;

/**
 * What happened in a run, for people: every event in order.
 *
 * @param lanes the paths of all actors, servers first, in the order of the topology
 * @param events none when the run was not traced
 */
public record Trace(Vector<String> lanes, Vector<TraceEvent> events) {}
