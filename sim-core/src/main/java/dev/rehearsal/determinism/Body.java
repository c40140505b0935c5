package dev.rehearsal.determinism;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariableType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The code of a method with its places numbered, made once for all rounds. */
final class Body {

    private final List<CodeElement> elements;
    private final int localsMax;
    private final int[] lines;
    private final Map<Label, Integer> places = new HashMap<>();
    private final List<ExceptionCatch> catches = new ArrayList<>();
    private final Map<Integer, List<LocalVariableType>> declarations = new HashMap<>();

    Body(CodeModel code) {
        elements = code.elementList();
        localsMax = ((CodeAttribute) code).maxLocals();
        lines = new int[elements.size()];
        int line = 0;
        for (int i = 0; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case LabelTarget target -> places.put(target.label(), i);
                case LineNumber number -> line = number.line();
                case ExceptionCatch caught -> catches.add(caught);
                default -> {}
            }
            lines[i] = line;
        }
        for (CodeElement element : elements) {
            if (element instanceof LocalVariableType variable) {
                declarations
                        .computeIfAbsent(place(variable.startScope()), _ -> new ArrayList<>())
                        .add(variable);
            }
        }
    }

    List<CodeElement> elements() {
        return elements;
    }

    int localsMax() {
        return localsMax;
    }

    /** The line of each element. */
    int[] lines() {
        return lines;
    }

    /** The first line, or 0. */
    int line() {
        for (int line : lines) {
            if (line > 0) {
                return line;
            }
        }
        return 0;
    }

    /** Where a label stands, among the elements. */
    int place(Label label) {
        return places.getOrDefault(label, 0);
    }

    List<ExceptionCatch> catches() {
        return catches;
    }

    /** The variables whose scope begins at a place, with their generic types. */
    List<LocalVariableType> declarations(int place) {
        return declarations.getOrDefault(place, List.of());
    }
}
