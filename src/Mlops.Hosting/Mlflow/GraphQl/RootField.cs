using Mlops.Hosting.Access;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>A field of <c>Query</c> or <c>Mutation</c>: a call of the protocol under another name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it answers.</param>
/// <param name="Argument">Its one argument.</param>
/// <param name="Fields">The fields of that argument's input type; null where the argument is a text.</param>
/// <param name="Subject">What it is about: its caller must be allowed to read that.</param>
/// <param name="Resolve">Answers it.</param>
/// <param name="Refuse">The answer that carries a refusal in <c>apiError</c>.</param>
internal sealed record RootField(
    string Name,
    ObjectType Type,
    string Argument,
    InputType? Fields,
    RouteSubject Subject,
    Func<MlflowCall, SelectedField, Task<object>> Resolve,
    Func<ApiError, object> Refuse)
{
    /// <summary>A field that takes an <c>input</c> object and answers with <c>apiError</c>.</summary>
    public static RootField Of<T>(string name, ObjectType<Answer<T>> type, InputType fields, RouteSubject subject, Func<MlflowCall, SelectedField, Task<T>> resolve)
        where T : class => new(
            name, type, "input", fields, subject,
            async (call, selected) => new Answer<T>(await resolve(call, selected), null),
            static error => new Answer<T>(null, error));
}

/// <summary>An input object of the schema.</summary>
internal sealed record InputType(string Name, params string[] Fields);

/// <summary>What a call answered, or why it was refused.</summary>
internal sealed record Answer<T>(T? Value, ApiError? Error)
    where T : class;

/// <summary>A refusal as the pages read it.</summary>
internal sealed record ApiError(string Code, string Message);
