/**
 * A key-value store on each of several nodes, under a supervision tree that is killed in every
 * place.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.kv.SupervisedKv}, the tree and what is demanded of it;
 * its three actors, the journal, the store and the sessions, each a {@link
 * dev.rehearsal.supervisor.Server} that knows how to begin again and nothing else about failure;
 * the client, and the specification that the clients' history is held against. Deliberately not
 * here: any copy on another node. Each node answers for its own keys, and what it has acknowledged
 * it knows again after every end of its actors, its process and its power.
 *
 * <p>Over 500 lines: three servers under a tree, and their client, with laws about the actors and
 * about what clients see.
 *
 * <p>Read {@link dev.rehearsal.scenarios.kv.SupervisedKv} first.
 */
@NullMarked
package dev.rehearsal.scenarios.kv;

import org.jspecify.annotations.NullMarked;
