package org.licensedesk.chassis.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Under /api a query parameter that nobody reads is refused by its name. Passed over in silence it would look heeded, and a list that
 * was to be of one person would be everybody's.
 */
@ApplicationScoped
class KnownQuery {

    private final Answers answers;
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    KnownQuery(Answers answers) {
        this.answers = answers;
    }

    @ServerRequestFilter
    void refuseWhatNobodyReads(ResourceInfo resource, UriInfo address, RoutingContext context) {
        var asked = address.getQueryParameters().keySet();
        if (asked.isEmpty() || !answers.asking(context).api()) {
            return;
        }
        var readable = known.computeIfAbsent(resource.getResourceMethod(), KnownQuery::namesOf);
        asked.stream().filter(name -> !readable.contains(name)).findFirst().ifPresent(name -> {
            throw Refusal.invalid(
                    name,
                    "There is no query parameter " + name + " here"
                            + (readable.isEmpty() ? "." : ", only " + String.join(", ", readable) + "."));
        });
    }

    /** What a method declares, itself, in its beans, or in words where it reads the address by hand. */
    private static Set<String> namesOf(Method method) {
        var names = new TreeSet<String>();
        for (var parameter : method.getParameters()) {
            name(parameter, parameter.getName()).ifPresent(names::add);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addNamesOf(parameter.getType(), names);
            }
        }
        for (var described : method.getAnnotationsByType(Parameter.class)) {
            if (described.in() == ParameterIn.QUERY) {
                names.add(described.name());
            }
        }
        return names;
    }

    private static void addNamesOf(Class<?> bean, Set<String> names) {
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                name(field, field.getName()).ifPresent(names::add);
                if (field.isAnnotationPresent(BeanParam.class)) {
                    addNamesOf(field.getType(), names);
                }
            }
        }
    }

    private static Optional<String> name(AnnotatedElement declared, String otherwise) {
        if (declared.isAnnotationPresent(QueryParam.class)) {
            return Optional.of(declared.getAnnotation(QueryParam.class).value());
        }
        return Optional.ofNullable(declared.getAnnotation(RestQuery.class))
                .map(query -> query.value().isEmpty() ? otherwise : query.value());
    }
}
