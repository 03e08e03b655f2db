using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Commands;

/// <summary>A user action. The record carries data only; <see cref="PermissionAttribute"/> on it is mandatory.</summary>
public interface ICommand<TResult>;

/// <summary>The permission of a command, page, endpoint or topic: a row of <c>permissions.csv</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PermissionAttribute(string permission) : Attribute
{
    public string Permission => permission;
}

/// <summary>Carries out one command inside the dispatcher's transaction. Register with <c>services.AddCommand&lt;TCommand, TResult, THandler&gt;()</c>.</summary>
public interface ICommandHandler<in TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    Task<Result<TResult>> HandleAsync(TCommand command, CommandContext context, CancellationToken cancellationToken);
}

/// <summary>The one way in for every user action, from a click, the API or the command line.</summary>
public interface ICommandDispatcher
{
    /// <summary>
    /// In this order: permission, per-user limit, command id (a retry returns the first answer; another body under the same id is refused
    /// with <c>command_id_reused</c>), transaction, handler, facts, audit and outbox, commit. A failed result rolls everything back.
    /// </summary>
    /// <param name="commandId">Made when the form opens or by the API client, at most 100 characters.</param>
    Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, string commandId, CancellationToken cancellationToken);
}

/// <summary>What a handler works with. Everything recorded here commits together with the handler's own changes, or not at all.</summary>
public sealed class CommandContext(Caller caller, AppDbContext db, string commandId, DateTimeOffset now)
{
    internal List<FactInput> Facts { get; } = [];

    internal List<AuditNote> Notes { get; } = [];

    internal List<OutboxNote> Messages { get; } = [];

    public Caller Caller => caller;

    /// <summary>A context in the command's transaction with the caller's scope.</summary>
    public AppDbContext Db => db;

    public string CommandId => commandId;

    /// <summary>UTC, the same for the whole command.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Adds a fact to the transaction. Its event id is the user, the command id and the position; command ids are only unique per user.</summary>
    public void Record(FactRow row) =>
        Facts.Add(new FactInput("/portal/commands", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{caller.UserId}/{commandId}/{Facts.Count}"), row, now));

    /// <summary>Writes an audit entry. <paramref name="before"/> and <paramref name="after"/> are serialised to JSON; no secrets, no bank data.</summary>
    public void Audit(string action, string entity, string entityId, object? before = null, object? after = null, string? reason = null, string? dealerId = null) =>
        Notes.Add(new AuditNote(action, entity, entityId, before, after, reason, dealerId));

    /// <summary>Leaves a message for after the commit, delivered at least once to <c>IOutboxReceiver</c>s of the kind.</summary>
    public void Send(string kind, string partition, object body) => Messages.Add(new OutboxNote(kind, partition, body));
}

/// <summary>See <see cref="CommandContext.Audit"/>.</summary>
public sealed record AuditNote(string Action, string Entity, string EntityId, object? Before, object? After, string? Reason, string? DealerId);

/// <summary>See <see cref="CommandContext.Send"/>.</summary>
public sealed record OutboxNote(string Kind, string Partition, object Body);
