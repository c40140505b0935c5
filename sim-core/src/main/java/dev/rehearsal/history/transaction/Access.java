package dev.rehearsal.history.transaction;

import io.vavr.collection.Seq;

import org.jspecify.annotations.Nullable;

/** One step of a transaction over lists. */
public sealed interface Access {
    /** The list it is about. */
    Object key();

    /** Adds an element at the end; an element is added to a key at most once in a history. */
    record Append(Object key, Object element) implements Access {
        @Override
        public String toString() {
            return "append " + key + " " + element;
        }
    }

    /** Reads a whole list; null where what was read is not known. */
    record Read(Object key, @Nullable Seq<Object> elements) implements Access {
        @Override
        public String toString() {
            return "read " + key + (elements == null ? "" : " " + elements.mkString("[", " ", "]"));
        }
    }
}
