using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Boards.Components;

/// <summary>Notes on the time charts of a metric.</summary>
public sealed partial class NoteForm
{
    private DateOnly first;
    private DateOnly last;
    private string text = "";
    private IReadOnlyList<Error> refusals = [];

    [Parameter, EditorRequired]
    public string Metric { get; set; } = "";

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter, EditorRequired]
    public Period Days { get; set; }

    [Parameter]
    public IReadOnlyList<ChartNote> Notes { get; set; } = [];

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void OnInitialized() => first = last = Days.End.AddDays(-1);

    private async Task AddAsync()
    {
        if (await SendAsync(new AddBoardNote(Metric, first, last, text)))
        {
            text = "";
        }
    }

    private Task DeleteAsync(Guid id) => SendAsync(new DeleteBoardNote(id));

    private async Task<bool> SendAsync<T>(ICommand<T> command)
    {
        var answer = await Commands.SendAsync(command, Caller, SequentialId.New(Time).ToString(), CancellationToken.None);
        refusals = answer.Errors;
        if (answer.Ok)
        {
            await OnChanged.InvokeAsync();
        }

        return answer.Ok;
    }
}
