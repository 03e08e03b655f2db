using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Company.Components;

/// <summary>A section of the company page: shows a part of the company and sends what is done to it.</summary>
public abstract class CompanyPanel : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private string commandId = "";

    [Parameter, EditorRequired]
    public CompanyView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    /// <summary>Something was done, in words; the page reads again.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CompanyText> Words { get; set; } = null!;

    protected IReadOnlyList<Error> Refusals { get; private set; } = [];

    protected bool IsBusy { get; private set; }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A form opens: what it sends keeps one id, so that a double click does it once.</summary>
    protected void Begin() => (commandId, Refusals) = (SequentialId.New(Time).ToString(), []);

    /// <summary>Null when it was refused; the reasons then stand in <see cref="Refusals"/>.</summary>
    protected async Task<Result<T>?> SendAsync<T>(ICommand<T> command)
    {
        if (IsBusy)
        {
            return null;
        }

        IsBusy = true;
        try
        {
            var answer = await Commands.SendAsync(command, Caller, commandId, leaving.Token);
            Refusals = answer.Errors;
            return answer.Ok ? answer : null;
        }
        finally
        {
            IsBusy = false;
        }
    }

    protected string NameOf(string role) => CustomRole.IsCode(role)
        ? View.Roles.FirstOrDefault(r => r.Code == role)?.Name ?? role
        : Words["Role_" + role];

    protected string UnitOf(Guid? id) => View.Units.FirstOrDefault(u => u.Id == id)?.Name ?? "—";
}
