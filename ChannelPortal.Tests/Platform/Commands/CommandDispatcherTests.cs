using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Platform.Commands;

/// <summary>One way in: permission, limit, command id, transaction, facts, audit, outbox, all or nothing.</summary>
public abstract class CommandDispatcherTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task SendAsync_WithoutThePermission_IsForbiddenAndWritesNothing()
    {
        await using var run = await RunAsync();
        var result = await run.SendAsync(new NoteOrder("O1", "ok"), Some.DealerCaller("D0001", "DS"), "c1");
        Assert.Equal("forbidden", Assert.Single(result.Errors).Code);
        Assert.Equal((0, 0, 0), await run.CountAsync());
    }

    [Fact]
    public async Task SendAsync_Success_CommitsFactAuditAndMessageTogether()
    {
        await using var run = await RunAsync();
        Assert.True((await run.SendAsync(new NoteOrder("O1", "ok"), Some.DealerCaller(), "c1")).Ok);
        Assert.Equal((1, 1, 1), await run.CountAsync());
        Assert.Null((await run.Portal.Get<AuditLog>().VerifyAsync(Cancellation)).BrokenAt);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("throw")]
    [InlineData("foreign")]
    public async Task SendAsync_HandlerFails_NothingStays(string behaviour)
    {
        await using var run = await RunAsync();
        try
        {
            Assert.False((await run.SendAsync(new NoteOrder("O1", behaviour), Some.DealerCaller(), "c1")).Ok);
        }
        catch (InvalidOperationException)
        {
            Assert.NotEqual("refuse", behaviour);
        }

        Assert.Equal((0, 0, 0), await run.CountAsync());

        // A failed try leaves the id free for the corrected one.
        Assert.True((await run.SendAsync(new NoteOrder("O1", "ok"), Some.DealerCaller(), "c1")).Ok);
    }

    [Fact]
    public async Task SendAsync_Retry_GetsTheFirstAnswerAndAnotherBodyIsRefused()
    {
        await using var run = await RunAsync();
        var first = await run.SendAsync(new NoteOrder("O1", "ok"), Some.DealerCaller(), "c1");
        var again = await run.SendAsync(new NoteOrder("O1", "ok"), Some.DealerCaller(), "c1");
        var other = await run.SendAsync(new NoteOrder("O2", "ok"), Some.DealerCaller(), "c1");
        var otherUser = await run.SendAsync(new NoteOrder("O3", "ok"), Some.DealerCaller("D0002"), "c1");
        Assert.Equal(first.Value, again.Value);
        Assert.Equal("command_id_reused", Assert.Single(other.Errors).Code);
        Assert.True(otherUser.Ok);
        Assert.Equal((2, 2, 2), await run.CountAsync());
    }

    [Fact]
    public async Task SendAsync_SameIdTwentyTimesAtOnce_HappensOnce()
    {
        await using var run = await RunAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => run.SendAsync(new NoteOrder("O1", "ok"), Some.DealerCaller(), "c1")));
        Assert.All(results, r => Assert.Equal(results[0].Value, r.Value));
        Assert.Equal((1, 1, 1), await run.CountAsync());
    }

    [Fact]
    public async Task SendAsync_FloodOfOneUser_IsRefusedWhileOthersGoOn()
    {
        await using var run = await RunAsync();

        // All at once: a busy machine may not manage to send one after the other fast enough.
        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            run.SendAsync(new NoteOrder("O1", "refuse"), Some.DealerCaller(), "flood" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Contains("too_many_commands", results.Select(r => r.Errors[0].Code));
        Assert.True((await run.SendAsync(new NoteOrder("O2", "ok"), Some.DealerCaller("D0002"), "calm")).Ok);
    }

    [Fact]
    public async Task VerifyAsync_AnyRowTamperedWith_IsFound()
    {
        await using var run = await RunAsync();
        for (var i = 0; i < 5; i++)
        {
            await run.SendAsync(new NoteOrder("O" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), "ok"), Some.DealerCaller(), "c" + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var audit = run.Portal.Get<AuditLog>();
        Assert.Equal(5, (await audit.VerifyAsync(Cancellation)).Entries);
        await using var db = run.Database.Open();
        await db.Set<AuditEntry>().Where(e => e.Seq == 3).ExecuteUpdateAsync(e => e.SetProperty(x => x.Reason, "another reason"), Cancellation);
        Assert.Equal(3, (await audit.VerifyAsync(Cancellation)).BrokenAt);
        await db.Set<AuditEntry>().Where(e => e.Seq == 3).ExecuteDeleteAsync(Cancellation);
        Assert.Equal(4, (await audit.VerifyAsync(Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task DeliverAsync_ReceiverFails_OthersGoOnAndItIsTriedAgainInOrder()
    {
        await using var run = await RunAsync();
        await run.SendAsync(new NoteOrder("BAD", "ok"), Some.DealerCaller(), "c1");
        await run.SendAsync(new NoteOrder("O2", "ok"), Some.DealerCaller(), "c2");
        var pump = run.Portal.Get<OutboxPump>();
        await pump.DeliverAsync(Cancellation);
        Assert.Equal(["O2"], run.Receiver.Received);

        run.Receiver.Fails = false;
        await pump.DeliverAsync(Cancellation);
        Assert.Equal(["O2"], run.Receiver.Received);
        run.Portal.Time.Advance(TimeSpan.FromMinutes(5));
        await pump.DeliverAsync(Cancellation);
        Assert.Equal(["O2", "BAD"], run.Receiver.Received);
    }

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var receiver = new NoteReceiver();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddCommand<NoteOrder, string, NoteOrderHandler>().AddSingleton<IOutboxReceiver>(receiver));
        await portal.RecordAsync("world", Some.World());
        return new Run(fresh, portal, receiver);
    }

    [Permission("orders.place")]
    internal sealed record NoteOrder(string OrderId, string Behaviour) : ICommand<string>;

    internal sealed class NoteOrderHandler : ICommandHandler<NoteOrder, string>
    {
        public async Task<Result<string>> HandleAsync(NoteOrder command, CommandContext context, CancellationToken cancellationToken)
        {
            context.Record(Some.Order(command.OrderId, context.Caller.DealerId!));
            context.Audit("order.noted", "order", command.OrderId, null, new { command.OrderId }, "test", context.Caller.DealerId);
            context.Send("note", command.OrderId, new { command.OrderId });
            switch (command.Behaviour)
            {
                case "refuse":
                    return Error.NotFound;
                case "throw":
                    throw new InvalidOperationException("planted");
                case "foreign":
                    context.Db.Add(Some.Order("FOREIGN", "D0002"));
                    break;
            }

            await Task.Yield();
            return command.OrderId + " noted by " + context.CommandId;
        }
    }

    private sealed class NoteReceiver : IOutboxReceiver
    {
        public bool Fails { get; set; } = true;

        public List<string> Received { get; } = [];

        public string Kind => "note";

        public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            if (Fails && message.Partition == "BAD")
            {
                throw new InvalidOperationException("planted");
            }

            Received.Add(message.Partition);
            return Task.CompletedTask;
        }
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal, NoteReceiver Receiver) : IAsyncDisposable
    {
        public Task<Result<string>> SendAsync(NoteOrder command, Caller caller, string id) =>
            Portal.Get<ICommandDispatcher>().SendAsync(command, caller, id, CancellationToken.None);

        public async Task<(int Orders, int Audit, int Messages)> CountAsync()
        {
            await using var db = Database.Open();
            return (await db.Set<OrderFact>().CountAsync(), await db.Set<AuditEntry>().CountAsync(), await db.Set<OutboxMessage>().CountAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class CommandDispatcherOnSqliteTests(SqliteDatabase database) : CommandDispatcherTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class CommandDispatcherOnPostgreSqlTests(PostgreSqlDatabase database) : CommandDispatcherTests(database), IClassFixture<PostgreSqlDatabase>;
