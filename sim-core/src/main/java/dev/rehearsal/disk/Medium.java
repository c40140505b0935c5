package dev.rehearsal.disk;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/** Names and contents of inodes; an inode without content is empty. */
record Medium(SortedMap<String, Integer> names, SortedMap<Integer, Content> contents) {

    static final Medium EMPTY = new Medium(TreeMap.empty(), TreeMap.empty());

    Content content(int inode) {
        return contents.getOrElse(inode, Content.EMPTY);
    }

    Medium with(int inode, Content content) {
        return new Medium(names, contents.put(inode, content));
    }

    /** With what a fate leaves of a change. */
    Medium with(Change change, Fate fate) {
        return switch (change) {
            case Change.OfData data ->
                    with(data.inode(), data.applied(content(data.inode()), fate));
            case Change.OfNames name ->
                    fate.equals(Fate.KEPT) ? new Medium(name.applied(names), contents) : this;
        };
    }

    /** The name of an inode, with its folder. */
    Option<String> nameOf(int inode) {
        return names.find(entry -> entry._2 == inode).map(entry -> entry._1);
    }

    /** Only what the names lead to. */
    Medium named() {
        SortedMap<Integer, Content> left = TreeMap.empty();
        for (int inode : names.values()) {
            left = left.put(inode, content(inode));
        }
        return new Medium(names, left);
    }
}
