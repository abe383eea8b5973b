package org.licensedesk.chassis.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.function.Function;

/** One page of a list: its items and, when there are more, the cursor to go on with. */
public record PageOf<T>(List<T> items, String next) {

    public PageOf {
        items = List.copyOf(items);
    }

    /** All there is. */
    public static <T> PageOf<T> all(List<T> items) {
        return new PageOf<>(items, null);
    }

    /** Of up to {@code limit + 1} rows read, keeps {@code limit} and points behind the last one kept. */
    public static <R> PageOf<R> of(List<R> rows, int limit, Function<R, Cursor> position) {
        if (rows.size() <= limit) {
            return all(rows);
        }
        var kept = rows.subList(0, limit);
        return new PageOf<>(kept, position.apply(kept.get(limit - 1)).encoded());
    }

    /** The same page with its items shown differently. */
    public <S> PageOf<S> map(Function<? super T, ? extends S> view) {
        return new PageOf<S>(items.stream().<S>map(view).toList(), next);
    }

    @JsonIgnore // a list in the API is its items and where it goes on, nothing else
    public boolean isEmpty() {
        return items.isEmpty();
    }
}
