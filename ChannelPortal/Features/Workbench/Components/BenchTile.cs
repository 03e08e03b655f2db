using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Workbench.Components;

/// <summary>A tile that draws itself again only when its own model changed, and then glows once.</summary>
public abstract class BenchTile<TModel> : ComponentBase
{
    private TModel? drawn;
    private bool isDrawn;
    private int changes;

    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    /// <summary>Two names in turn: an animation begins anew only under another name.</summary>
    protected string? Glow => changes == 0 ? null : changes % 2 == 0 ? "even" : "odd";

    protected override bool ShouldRender()
    {
        if (isDrawn && EqualityComparer<TModel>.Default.Equals(drawn, Model))
        {
            return false;
        }

        changes += isDrawn ? 1 : 0;
        return true;
    }

    protected override void OnAfterRender(bool firstRender) => (drawn, isDrawn) = (Model, true);
}
