using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Commands;

/// <summary>Notes something at some days of a metric, for everybody of the own company who sees its time charts.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record AddBoardNote(string MetricId, DateOnly FirstDay, DateOnly LastDay, string Text) : ICommand<Guid>;

internal sealed class AddBoardNoteHandler(BoardMetrics metrics, TimeProvider time) : ICommandHandler<AddBoardNote, Guid>
{
    private const int MaxText = 200;

    public Task<Result<Guid>> HandleAsync(AddBoardNote command, CommandContext context, CancellationToken cancellationToken) => Task.FromResult(Handle(command, context));

    private Result<Guid> Handle(AddBoardNote command, CommandContext context)
    {
        var text = command.Text.Trim();
        if (text.Length is 0 or > MaxText)
        {
            return Error.Of("board_note_text", MaxText).On("text");
        }

        if (command.LastDay < command.FirstDay)
        {
            return Error.Of("range_reversed", command.FirstDay, command.LastDay).On("days");
        }

        if (metrics.Find(command.MetricId, context.Caller) is not { } metric)
        {
            return Error.NotFound;
        }

        var note = new BoardNote
        {
            Id = SequentialId.New(time),
            CompanyId = context.Caller.DealerId,
            MetricId = metric.Definition.Id,
            FirstDay = command.FirstDay,
            LastDay = command.LastDay,
            Text = text,
            AuthorId = context.Caller.UserId,
            Author = context.Caller.Name,
            CreatedAt = context.Now,
        };
        context.Db.Add(note);
        return note.Id;
    }
}

/// <summary>Takes an own note away.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record DeleteBoardNote(Guid Id) : ICommand<bool>;

internal sealed class DeleteBoardNoteHandler : ICommandHandler<DeleteBoardNote, bool>
{
    public async Task<Result<bool>> HandleAsync(DeleteBoardNote command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<BoardNote>().SingleOrDefaultAsync(n => n.Id == command.Id && n.AuthorId == context.Caller.UserId, cancellationToken) is not { } note)
        {
            return Error.NotFound;
        }

        context.Db.Remove(note);
        return true;
    }
}
